import { FileInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  label: string;
  description?: string;
  accept: string;
  required?: boolean;
  error?: string;
  value: File | null;
  onChange: (file: File | null) => void;
}

/// A file that is chosen, and taken away again by a button that says so.
export function FileField(props: Props) {
  const { t } = useTranslation();
  return (
    <FileInput
      {...props}
      clearable
      clearButtonProps={{ 'aria-label': t('form.take_file_away'), tabIndex: 0 }}
    />
  );
}
