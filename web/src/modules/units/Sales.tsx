import { Badge, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { withTexts } from '~/i18n';
import { useFormats } from '~/i18n/formats';
import { useMoney } from '~/i18n/money';
import type { Sale, Unit } from './queries';
import classes from './units.module.css';

const RecordSale = lazy(() => import('./RecordSale'));
const CorrectSale = lazy(() => withTexts(['forms'], () => import('./CorrectSale')));
const VoidSale = lazy(() => import('./VoidSale'));
const AddProof = lazy(() => import('./SaleProof'));
const ShowProof = lazy(() => import('./SaleProof').then(part => ({ default: part.ShowProof })));

/// Its invoice, its days, whom it was sold to; who recorded it, and why it was none after all.
function Details({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Text size="xs" c="dimmed">
      {sale.customer.id && (
        <>
          <Link to={`/customer/${sale.customer.id}`}>
            <bdi>{sale.customer.display_name}</bdi>
          </Link>
          {' · '}
        </>
      )}
      {sale.number && (
        <>
          {t('register.number')} <bdi>{sale.number}</bdi>
          {' · '}
        </>
      )}
      {sale.delivered_on && `${t('unit.delivered', { day: formats.date(sale.delivered_on) })} · `}
      {sale.commissioned_on &&
        `${t('sales.set_up', { day: formats.date(sale.commissioned_on) })} · `}
      {!sale.consumer && `${t('sales.business')} · `}
      {sale.used_goods && `${t('sales.used_goods')} · `}
      {t('sales.recorded_by')} <bdi>{sale.recorded_by}</bdi>, {formats.instant(sale.recorded_at)}
      {sale.state === 'voided' && (
        <>
          {' · '}
          {t('unit.voided')}: <q dir="auto">{sale.void_reason}</q>
        </>
      )}
    </Text>
  );
}

type Act = 'correct' | 'void' | 'prove' | 'see';

function SaleItem({ sale, ask }: { sale: Sale; ask: (act: Act) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const formats = useFormats();
  const money = useMoney();
  const day = formats.date(sale.sold_on);
  const isVoid = sale.state === 'voided';
  const button = (act: Act, text: string) => (
    <Button
      size="compact-xs"
      variant={act === 'see' ? 'default' : 'subtle'}
      aria-label={`${text}: ${day}`}
      onClick={() => ask(act)}
    >
      {text}
    </Button>
  );
  return (
    <li className={classes.promise}>
      <Group gap={6}>
        <Text span fw={isVoid ? 400 : 600} td={isVoid ? 'line-through' : undefined}>
          {day}
          {sale.seller && (
            <>
              {' · '}
              <bdi>{sale.seller}</bdi>
            </>
          )}
          {sale.price && (
            <>
              {' · '}
              <bdi>{money(sale.price, sale.currency)}</bdi>
            </>
          )}
        </Text>
        <Badge
          size="sm"
          variant={sale.proof === 'nothing_yet' ? 'outline' : 'light'}
          color={isVoid ? 'gray' : undefined}
        >
          {isVoid ? t('unit.voided') : t(`proof.${sale.proof}`)}
        </Badge>
      </Group>
      <Details sale={sale} />
      <Group gap={4} mt={4}>
        {sale.has_file && may('customers_read') && button('see', t('unit.see_proof'))}
        {!isVoid && may('units_write') && (
          <>
            {button('prove', t(sale.has_file ? 'sale_proof.replace' : 'sale_proof.add'))}
            {button('correct', t('sales.correct'))}
            {button('void', t('sales.void'))}
          </>
        )}
      </Group>
    </li>
  );
}

/// How it was sold and what proves it; recorded, corrected and voided here.
export function Sales({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ act: Act | 'record'; id?: string }>();
  const close = () => setAsked(undefined);
  // What covers it is counted by its sales.
  const after = () => void client.invalidateQueries({ queryKey: ['coverage'] });
  // As it stands now: somebody may have changed it meanwhile.
  const sale = unit.sales.find(one => one.id === asked?.id);
  const of = { unit: unit.summary.id, close, after };
  return (
    <section className={classes.panel} aria-labelledby="its-sales">
      <h2 id="its-sales" className={classes.heading}>
        {t('sales.title')}
      </h2>
      {unit.sales.length === 0 && <Text c="dimmed">{t('unit.no_sale')}</Text>}
      <ul>
        {unit.sales.map(one => (
          <SaleItem key={one.id} sale={one} ask={act => setAsked({ act, id: one.id })} />
        ))}
      </ul>
      {may('units_write') && (
        <Button
          mt="xs"
          size="compact-sm"
          variant="default"
          onClick={() => setAsked({ act: 'record' })}
        >
          {t('sales.record')}
        </Button>
      )}
      <Suspense>
        {asked?.act === 'record' && (
          <RecordSale {...of} isOwned={unit.owners.some(owner => !owner.until_on)} />
        )}
        {asked?.act === 'correct' && sale && (
          <CorrectSale unit={of.unit} close={close} sale={sale} />
        )}
        {asked?.act === 'void' && sale && <VoidSale {...of} sale={sale} />}
        {asked?.act === 'prove' && sale && <AddProof {...of} sale={sale} />}
        {asked?.act === 'see' && sale && <ShowProof sale={sale} close={close} />}
      </Suspense>
    </section>
  );
}
