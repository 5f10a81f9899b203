import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';
import { setByPromise } from '~/app/clock';

export type CaseView = Schemas['CaseView'];
export type Entry = Schemas['TimelineEntry'];
export type Interaction = Schemas['InteractionView'];

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: async () => {
      const shown = await said(api.GET('/cases/{case}', { params: { path: { case: id } } }));
      for (const promise of shown.promises) setByPromise(promise);
      return shown;
    },
  });

const pagesAtMost = 20;

/// The whole story: read page by page, since the newest stands at its end.
export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'timeline'],
    queryFn: async () => {
      const all: Entry[] = [];
      let cursor: string | undefined;
      for (let n = 0; n < pagesAtMost; ++n) {
        const page = await said(
          api.GET('/cases/{case}/timeline', {
            params: { path: { case: id }, query: { limit: 200, cursor } },
          }),
        );
        all.push(...page.items);
        if (!page.next_cursor) break;
        cursor = page.next_cursor;
      }
      return all;
    },
  });
