import { expect, test } from 'vitest';
import { bodyOf, emptyValues, guessed, type Values } from './mailbox';

function typed(address: string): Values {
  let values = emptyValues('tea_1', 'tr');
  for (let i = 1; i <= address.length; i++)
    values = { ...values, ...guessed(values, address.slice(0, i)) };
  return values;
}

test('servers_and_user_follow_from_the_address_as_it_is_typed', () => {
  expect(typed('destek@firma.example')).toMatchObject({
    imap_host: 'imap.firma.example',
    imap_user: 'destek@firma.example',
    smtp_host: 'smtp.firma.example',
    smtp_port: 465,
    smtp_security: 'tls',
  });
  expect(typed('firma@outlook.com')).toMatchObject({
    imap_host: 'outlook.office365.com',
    smtp_port: 587,
    smtp_security: 'start_tls',
  });
});

test('what_was_filled_in_otherwise_stays', () => {
  const own = { ...typed('destek@firma.example'), imap_host: 'mail.firma.example' };
  expect({ ...own, ...guessed(own, 'info@firma.example') }).toMatchObject({
    imap_host: 'mail.firma.example',
    imap_user: 'info@firma.example',
    smtp_host: 'smtp.firma.example',
  });
});

test('an_empty_password_keeps_the_one_that_is_there', () => {
  const values = typed('destek@firma.example');
  expect(bodyOf(values).imap.secret).toBeNull();
  expect(bodyOf({ ...values, imap_secret: 'x' }).imap.secret).toBe('x');
});
