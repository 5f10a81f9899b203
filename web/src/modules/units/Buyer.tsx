import { Button, Group, Input, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FindCustomer, type Named } from '~/modules/customers/forms/FindCustomer';

interface Props {
  buyer: Named | null;
  change: (buyer: Named | null) => void;
  problem?: string;
}

/// Who bought it; another one, or not known.
export function Buyer({ buyer, change, problem }: Props) {
  const { t } = useTranslation();
  if (!buyer)
    return (
      <div>
        <Text size="sm" role="note">
          {t('sales.no_buyer')}
        </Text>
        <FindCustomer found={change} />
      </div>
    );
  return (
    <Input.Wrapper label={t('sales.buyer')} labelElement="div" error={problem}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">
          <bdi>{buyer.name}</bdi>
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={() => change(null)}>
          {t('register.other')}
        </Button>
      </Group>
    </Input.Wrapper>
  );
}
