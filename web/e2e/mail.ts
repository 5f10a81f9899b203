// Real mail servers, Postfix and Dovecot, on free ports: the tests' own, as a program.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program =
  process.env.MAIL_SERVERS ?? join(import.meta.dirname, '../../build/vefa_mail_servers');

export interface Mail {
  subject: string;
  text: string;
  message_id: string;
  in_reply_to: string;
}

export interface MailServers {
  imaps_port: number;
  smtps_port: number;
  ca_pem: string;
  password: string;
  send(from: string, to: string, raw: string): Promise<void>;
  read(address: string): Promise<Mail[]>;
  stop(): Promise<void>;
}

export async function openMail(mailboxes: string[]): Promise<MailServers> {
  const running = spawn(program, mailboxes, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: running.stdout }).on('line', line => waiting.shift()?.(line));
  const next = () => new Promise<string>(resolve => waiting.push(resolve));
  const ended = new Promise<void>(resolve => running.once('exit', () => resolve()));
  const began = await Promise.race([next(), ended]);
  if (!began) throw new Error('the mail servers did not start; what they said stands above');
  async function ask(command: unknown) {
    const answer = next();
    running.stdin.write(`${JSON.stringify(command)}\n`);
    const said = JSON.parse(await answer);
    if (said.error) throw new Error(said.error);
    return said;
  }
  return {
    ...JSON.parse(began),
    send: (from, to, raw) => ask({ send: { from, to, raw } }),
    read: async address => (await ask({ read: address })).mails,
    async stop() {
      running.stdin.end();
      await ended;
    },
  };
}
