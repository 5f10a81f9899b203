import { ActionIcon, Button, Group, NativeSelect, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMoney } from '~/i18n/money';
import classes from './billing.module.css';
import type { BillLine } from './queries';
import { useUnits } from './useUnits';
import { isWaivable } from './waivers';

interface Props {
  lines: BillLine[];
  currency: string;
  answer?: (line: number, word: 'approved' | 'declined', units?: number) => void; // none: nothing is asked
  waive?: (line: BillLine) => void; // none: nobody may record that she wishes to pay
}

/// What she said of a line, or the two words that somebody can record for her.
function Word({ line, answer, currency }: { line: BillLine } & Pick<Props, 'answer' | 'currency'>) {
  const { t } = useTranslation();
  const unitsOf = useUnits();
  const said = line.answer?.answer;
  return (
    <Group gap={4} className={classes.why}>
      {said && (
        <Text span size="xs" fw={600} c={said === 'declined' ? 'dimmed' : undefined}>
          {line.answer?.units
            ? t('quote.approved_part', { units: line.answer.units, all: line.quantity })
            : t(`quote.${said}`)}{' '}
          · {t(`quote.via_${line.answer?.via}`)}
        </Text>
      )}
      {answer && (
        <>
          <ActionIcon
            size="sm"
            variant={said === 'approved' ? 'filled' : 'default'}
            aria-label={t('quote.approve_line', { what: line.description })}
            onClick={() => answer(line.line, 'approved')}
          >
            <IconCheck size={14} aria-hidden />
          </ActionIcon>
          <ActionIcon
            size="sm"
            variant={said === 'declined' ? 'filled' : 'default'}
            aria-label={t('quote.decline_line', { what: line.description })}
            onClick={() => answer(line.line, 'declined')}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
          {said === 'approved' && line.gross_of_units.length > 0 && (
            <NativeSelect
              size="xs"
              aria-label={t('quote.approve_units', { what: line.description })}
              data={unitsOf(line, currency)}
              value={String(line.answer?.units ?? line.gross_of_units.length)}
              onChange={e => answer(line.line, 'approved', Number(e.currentTarget.value))}
            />
          )}
        </>
      )}
    </Group>
  );
}

/// Lines of a quote or an invoice: what she pays, and why it is less.
export function Lines({ lines, currency, answer, waive }: Props) {
  const { t } = useTranslation();
  const money = useMoney();
  return (
    <ul>
      {lines.map(line => (
        <li key={line.line} className={classes.line} data-free={line.is_free}>
          <span>
            <bdi>{line.description}</bdi>{' '}
            <Text span size="xs" c="dimmed">
              {t(`component.${line.component}`)}
            </Text>
          </span>
          <span className={classes.amount}>
            {line.is_free ? t('bill.free') : money(line.gross, currency)}{' '}
            {line.full !== line.net && (
              <Text span size="xs" c="dimmed" td="line-through">
                {money(line.full, currency)}
              </Text>
            )}
          </span>
          {line.words.map(sentence => (
            <span key={sentence} className={classes.why} dir="auto">
              {sentence}
            </span>
          ))}
          {waive && isWaivable(line) && (
            <span className={classes.why}>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t('waiver.open_line', { what: line.description })}
                onClick={() => waive(line)}
              >
                {t('waiver.open')}
              </Button>
            </span>
          )}
          {(line.answer || answer) && !line.is_free && (
            <Word line={line} answer={answer} currency={currency} />
          )}
        </li>
      ))}
    </ul>
  );
}
