// Signing a quote: what is asked for in the customer's language, and what is sent.
import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';
import type { Quote } from './queries';

export type Signature = Schemas['SignatureView'];
/// By number of the line.
export type Answers = Record<number, Said>;
export interface Said {
  answer: 'approved' | 'declined';
  units?: number | undefined; // approves so many of its units; none: all
}

/// The newest version, why each line costs less said in her language.
export const quoteAsRead = (quote: Quote) =>
  queryOptions({
    queryKey: ['case', quote.case_id, 'quotes', quote.id, 'to sign', quote.language],
    queryFn: () =>
      said(
        api.GET('/quotes/{quote}', {
          params: { path: { quote: quote.id }, query: { language: quote.language } },
        }),
      ),
    staleTime: 0,
    gcTime: 0,
  });

/// A photo or a scan of the signed paper, kept beside one's uploads until it is signed with.
export async function uploadScan(file: File): Promise<string> {
  const kept = await said(
    api.POST('/attachments', {
      params: { query: { name: file.name } },
      body: file as unknown as string,
      bodySerializer: (body: unknown) => body as BodyInit,
      headers: { 'Content-Type': file.type || 'application/octet-stream' },
    }),
  );
  return kept.id;
}

export const sendSigned = (
  quote: Quote,
  answers: Answers,
  signature: Schemas['NewSignature'],
  key: string,
) =>
  said(
    api.POST('/quotes/{quote}/answers', {
      params: { path: { quote: quote.id }, header: { 'Idempotency-Key': key } },
      body: {
        version: quote.version,
        answers: Object.entries(answers).map(([line, said]) => ({ line: Number(line), ...said })),
        via: 'signature',
        signature,
      },
    }),
  );

export const pictureAt = (signature: Signature) => `/api/v1/signatures/${signature.id}/picture`;
