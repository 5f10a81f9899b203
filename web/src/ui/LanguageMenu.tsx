import { Button, Menu, VisuallyHidden } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { change, current, languageNames, languages } from '~/i18n';

/// Before anybody has signed in; later the language is part of one's own settings.
export function LanguageMenu() {
  const { t } = useTranslation();
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconLanguage size={16} aria-hidden />}
        >
          <VisuallyHidden>{t('app.language')} </VisuallyHidden>
          {languageNames[current()]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map(language => (
          <Menu.Item key={language} lang={language} onClick={() => void change(language)}>
            {languageNames[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
