// A waiver rests on the customer's own word; what an open quote is asked anew.
import type { Schemas } from '~/api/client';
import type { Interaction } from '~/modules/cases/case/queries';
import type { BillLine, Quote } from './queries';

/// How she said it, as an answer to a quote names it.
export const viaOf = (channel: Interaction['channel'] | undefined) =>
  channel === 'email' || channel === 'letter' || channel === 'desk' ? channel : ('phone' as const);

/// The same lines in a new version, so that who pays for what is found out again.
export const askedAnew = (quote: Quote): Schemas['NewQuote'] => ({
  version: quote.version,
  currency: quote.currency,
  valid_until_on: quote.valid_until_on,
  cause: quote.cause,
  note: quote.note || null,
  lines: quote.lines.map(line => ({
    component: line.component,
    part_id: line.part_id || null,
    description: line.description,
    quantity: line.quantity,
    unit_price: line.unit_price,
    tax_bp: line.tax_bp,
  })),
});

/// Stopped by a promise of the sale, and she has not said that she wishes to pay for it.
export const isWaivable = (line: BillLine) => Boolean(line.sale_promise_id) && !line.waiver_id;
