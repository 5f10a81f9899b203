import { expect, test } from 'vitest';
import { merge } from './merge';

const base = { name: 'Servis', zone: 'Europe/Istanbul', days: [1, 2] };

test('what_only_one_of_us_changed_is_kept_without_a_question', () => {
  const mine = { ...base, name: 'Servis masası' };
  const theirs = { ...base, days: [1, 2, 3] };
  const { merged, differences } = merge(mine, base, theirs);
  expect(merged).toEqual({ name: 'Servis masası', zone: 'Europe/Istanbul', days: [1, 2, 3] });
  expect(differences).toEqual([]);
});

test('what_both_changed_otherwise_stays_mine_and_theirs_is_shown', () => {
  const mine = { ...base, days: [5] };
  const theirs = { ...base, days: [6] };
  const { merged, differences } = merge(mine, base, theirs);
  expect(merged.days).toEqual([5]);
  expect(differences).toEqual([{ name: 'days', theirs: [6] }]);
});

test('what_both_changed_alike_is_no_difference', () => {
  const both = { ...base, name: 'Destek' };
  expect(merge(both, base, both).differences).toEqual([]);
});
