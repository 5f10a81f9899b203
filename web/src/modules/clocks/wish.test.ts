import { expect, test } from 'vitest';
import { wishOf } from './wish';

test('an address that somebody wrote by hand asks for what there is', () => {
  expect(wishOf({ waits_for: 'deed', effect: 'call', overdue: 'true' })).toEqual({
    waits_for: 'deed',
    effect: 'call',
    overdue: true,
  });
  expect(wishOf({ waits_for: 'luck', effect: 'gift', overdue: 'false', page: 7 })).toEqual({});
});
