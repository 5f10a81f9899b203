import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './figures.module.css';

/// How the figures of a page are counted, in words; folded until somebody wants to know.
export function Counting({ lines }: { lines: string[] }) {
  const { t } = useTranslation();
  return (
    <details className={classes.counting}>
      <summary>{t('figures.counting')}</summary>
      <List size="sm" mt="xs">
        {lines.map(line => (
          <List.Item key={line}>
            <Text size="sm">{line}</Text>
          </List.Item>
        ))}
      </List>
    </details>
  );
}
