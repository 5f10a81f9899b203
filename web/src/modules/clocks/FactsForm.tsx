import { SimpleGrid, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { useHerWord } from '../cases/her_word/useHerWord';
import { FactInput } from './FactInput';
import { isAgainst, sentFacts, shownFact, toldFacts } from './facts';
import { GroupInput } from './GroupInput';
import { Lessens } from './Lessens';
import { type CaseLaw, vocabularyOf } from './queries';

interface Props {
  id: string; // of the case
  pack: string;
  law: CaseLaw;
  matter: NonNullable<CaseLaw['matter']>;
  close: () => void;
  told: (law: CaseLaw) => void; // as it stands afterwards
}

/// What is known of the case that the law asks about.
export default function FactsForm({ id, pack, law, matter, close, told }: Props) {
  const { t } = useTranslation();
  const vocabulary = useQuery(vocabularyOf(pack)).data;
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [chosen, setChosen] = useState<string>();
  const [reason, setReason] = useState('');
  const hers = useHerWord({ id, field: 'her_word', required: false });
  const [key] = useState(newKey);
  const { product } = law;
  // Where nobody said it, the product's own stands there.
  const knownGroup = law.known.find(one => one.name === 'product_group')?.value ?? '';
  const group = chosen ?? (matter.product_group || knownGroup || product?.group || '');
  const facts = vocabulary?.facts ?? [];
  const currency = vocabulary?.currency ?? '';
  const known = toldFacts(law);
  const sent = sentFacts(facts, texts, currency);
  const saysGroup = group !== (matter.product_group || knownGroup);
  const against = isAgainst(law, saysGroup ? { ...sent, product_group: group } : sent);
  return (
    <Dialog title={t('law_fact.title')} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t('law_fact.explain')}
        go={t('app.save')}
        fields={[
          'product_group',
          'reason',
          ...hers.fields,
          ...facts.map(one => `facts.${one.name}`),
        ]}
        isReady={hers.isReady}
        after={answer => told(answer as CaseLaw)}
        send={() =>
          said(
            api.PUT('/cases/{case}/law', {
              params: { path: { case: id }, header: { 'Idempotency-Key': key } },
              body: {
                code: matter.code,
                facts: sent as never,
                product_group: saysGroup ? group : null,
                reason: (against && reason.trim()) || null,
                her_word: hers.word,
              },
            }),
          )
        }
      >
        {refusal => (
          <>
            <GroupInput
              groups={vocabulary?.groups ?? []}
              product={product}
              value={group}
              error={problemOf(refusal, 'product_group')}
              set={setChosen}
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              {facts.map(fact => (
                <FactInput
                  key={fact.name}
                  fact={fact}
                  currency={currency}
                  value={texts[fact.name] ?? shownFact(fact, known)}
                  error={problemOf(refusal, `facts.${fact.name}`)}
                  set={value => setTexts({ ...texts, [fact.name]: value })}
                />
              ))}
            </SimpleGrid>
            {against && (
              <TextInput
                label={t('law_known.reason')}
                description={t('law_known.reason_hint')}
                required
                maxLength={500}
                dir={reason ? 'auto' : undefined}
                error={problemOf(refusal, 'reason')}
                value={reason}
                onChange={e => setReason(e.currentTarget.value)}
              />
            )}
            <Lessens hers={hers} refusal={refusal} isAgainst={against} />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
