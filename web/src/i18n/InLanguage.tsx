import { DirectionProvider } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { isRightToLeft, type Language, speakerOf } from '~/i18n';

interface Props {
  language: Language;
  folders: string[]; // whose pages' texts are said in it
  children: ReactNode;
}

/// What stands in it is read by somebody else than who works here: in her language and direction.
export function InLanguage({ language, folders, children }: Props) {
  const speaker = useQuery({
    queryKey: ['speaker', language, ...folders],
    queryFn: () => speakerOf(language, folders),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  if (!speaker.data) return null;
  return (
    <I18nextProvider i18n={speaker.data}>
      <DirectionProvider
        initialDirection={isRightToLeft(language) ? 'rtl' : 'ltr'}
        detectDirection={false}
      >
        {children}
      </DirectionProvider>
    </I18nextProvider>
  );
}
