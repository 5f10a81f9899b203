import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { Form } from '~/ui/form/Form';
import { TextField, WordsField } from '~/ui/form/fields';
import { useForm } from '~/ui/form/useForm';

type Webhook = Schemas['Webhook'];
interface Values {
  name: string;
  url: string;
  kinds: string[];
}

// Those that other programs ask for; any other may be typed.
const known = [
  '*',
  'case.*',
  'case.opened',
  'case.solved',
  'case.closed',
  'case.reopened',
  'case.handed_over',
  'promise.*',
  'promise.made',
  'promise.kept',
  'promise.broken',
  'promise.at_risk',
  'interaction.*',
  'interaction.received',
  'customer.*',
  'remedy.granted',
];

const example = 'https://shop.example/vefa';

interface Props {
  webhook?: Webhook; // none: a new one
  done: (webhook: Webhook, secret?: string) => void;
}

export function WebhookForm({ webhook, done }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const path = { webhook: webhook?.id ?? '' };
  const valuesOf = (w?: Webhook): Values => ({
    name: w?.name ?? '',
    url: w?.url ?? '',
    kinds: w?.kinds ?? ['case.*', 'promise.*'],
  });
  const form = useForm<Values, { webhook: Webhook; secret?: string }>({
    place: `webhook.${webhook?.id ?? 'new'}`,
    start: valuesOf(webhook),
    version: webhook?.version,
    save: async (values, version) => {
      if (!webhook) return said(api.POST('/webhooks', { body: values }));
      const body = { ...values, version };
      return { webhook: await said(api.PATCH('/webhooks/{webhook}', { params: { path }, body })) };
    },
    current:
      webhook &&
      (async () => {
        const now = await said(api.GET('/webhooks/{webhook}', { params: { path } }));
        return { values: valuesOf(now), version: now.version };
      }),
    done: answer => {
      client.setQueryData(['webhook', answer.webhook.id], answer.webhook);
      void client.invalidateQueries({ queryKey: ['webhook', 'all'] });
      done(answer.webhook, answer.secret);
    },
  });
  return (
    <Form form={form}>
      <TextField form={form} name="name" label={t('form.name')} required />
      <TextField
        form={form}
        name="url"
        type="url"
        label={t('webhooks.url')}
        description={t('webhooks.url_hint')}
        placeholder={example}
        required
      />
      <WordsField
        form={form}
        name="kinds"
        label={t('webhooks.kinds')}
        description={t('webhooks.kinds_hint')}
        known={known}
      />
    </Form>
  );
}
