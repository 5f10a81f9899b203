import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { FactInput } from './FactInput';
import { type Known, sentFacts, shownFact } from './facts';
import { GroupInput } from './GroupInput';
import { type CaseLaw, vocabularyOf } from './queries';

interface Props {
  id: string; // of the case
  pack: string;
  matter: NonNullable<CaseLaw['matter']>;
  product: CaseLaw['product']; // that the case is about
  close: () => void;
  told: (law: CaseLaw) => void; // as it stands afterwards
}

/// What is known of the case that the law asks about.
export default function FactsForm({ id, pack, matter, product, close, told }: Props) {
  const { t } = useTranslation();
  const vocabulary = useQuery(vocabularyOf(pack)).data;
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [chosen, setChosen] = useState<string>();
  const [key] = useState(newKey);
  // Where nobody said it, the product's own stands there to be confirmed.
  const group = chosen ?? (matter.product_group || product?.group || '');
  const facts = vocabulary?.facts ?? [];
  const currency = vocabulary?.currency ?? '';
  const known = matter.facts as Known;
  return (
    <Dialog title={t('law_fact.title')} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t('law_fact.explain')}
        go={t('app.save')}
        fields={['product_group', ...facts.map(one => `facts.${one.name}`)]}
        after={answer => told(answer as CaseLaw)}
        send={() =>
          said(
            api.PUT('/cases/{case}/law', {
              params: { path: { case: id }, header: { 'Idempotency-Key': key } },
              body: {
                code: matter.code,
                facts: sentFacts(facts, texts, currency) as never,
                product_group: group === matter.product_group ? null : group,
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
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
