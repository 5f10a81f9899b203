// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { known } from './permissions';

const file = join(import.meta.dirname, '../../../../../api/openapi.json');
const ofToken = JSON.parse(readFileSync(file, 'utf8')).components.schemas.ApiTokenView;
const ofApi: string[] = ofToken.properties.scopes.items.enum;
const given = ['public', 'self']; // whoever signs in has them

test('every_right_that_the_program_knows_can_be_given_to_a_role', () => {
  expect(ofApi.length).toBeGreaterThan(20);
  expect([...known, ...given].sort()).toEqual([...ofApi].sort());
});
