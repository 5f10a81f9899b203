import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isRightToLeft } from '~/i18n';
import classes from './Dialog.module.css';

interface Props {
  title: string;
  close?: () => void; // none: it ends by what is in it alone
  fills?: boolean; // the whole screen, to be handed over
  children: ReactNode;
}

/// Mantine's own heading of a modal is a <header>, which in a dialog counts as a second banner.
export function Dialog({ title, close, fills = false, children }: Props) {
  const { t, i18n } = useTranslation();
  const canClose = close !== undefined;
  return (
    <Modal.Root
      opened
      onClose={close ?? (() => {})}
      closeOnEscape={canClose}
      closeOnClickOutside={canClose && !fills}
      centered={!canClose}
      fullScreen={fills}
    >
      <Modal.Overlay />
      <Modal.Content lang={i18n.language} dir={isRightToLeft(i18n.language) ? 'rtl' : 'ltr'}>
        <div className={classes.head}>
          <Modal.Title fw={600}>{title}</Modal.Title>
          {canClose && <Modal.CloseButton aria-label={t('app.close')} />}
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
