import { Notifications, notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.css';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { notesAreShownBy } from '~/ui/notify';

const shortMs = 5_000;
const longMs = 12_000;

export default function Notes() {
  const { t } = useTranslation();
  useEffect(() => {
    const closeButtonProps = { 'aria-label': t('app.close') };
    notesAreShownBy(({ message, isFailure }) =>
      notifications.show({
        message,
        withBorder: true,
        closeButtonProps,
        ...(isFailure ? { color: 'red', autoClose: longMs } : { autoClose: shortMs }),
      }),
    );
  }, [t]);
  return <Notifications position="bottom-center" limit={3} />;
}
