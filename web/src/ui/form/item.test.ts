import { expect, test, vi } from 'vitest';
import { Refusal } from '~/api/client';
import { itemOf } from './item';
import type { Form } from './useForm';

interface Row {
  months: number | null;
  name: string;
}
interface Values {
  rows: Row[];
}
const formOf = (refusal?: Refusal) =>
  ({
    values: {
      rows: [
        { months: 1, name: 'a' },
        { months: 2, name: 'b' },
      ],
    },
    change: vi.fn(),
    refusal,
    paths: new Set<string>(),
  }) as unknown as Form<Values>;

test('one of a list is changed alone', () => {
  const form = formOf();
  itemOf<'rows', Row, Values>(form, 'rows', 1).change({ months: 36 });
  expect(form.change).toHaveBeenCalledWith({
    rows: [
      { months: 1, name: 'a' },
      { months: 36, name: 'b' },
    ],
  });
});

test('what is wrong with one of a list is said at its field, and told as shown there', () => {
  const wrong = (field: string) => ({ field, key: 'k', detail: `of ${field}` });
  const form = formOf(
    new Refusal('invalid', '', [wrong('rows[1].months'), wrong('rows[10].name')]),
  );
  const item = itemOf<'rows', Row, Values>(form, 'rows', 1);
  item.paths.add('months');
  expect(item.refusal?.fields).toEqual([{ ...wrong('rows[1].months'), field: 'months' }]);
  expect([...form.paths]).toEqual(['rows[1].months']);
});
