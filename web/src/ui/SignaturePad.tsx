import { Button, Group, Input } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Pad, padOn } from './pad';
import classes from './SignaturePad.module.css';

interface Props {
  label: string;
  error?: string;
  onChange: (picture: string) => void; // a data URL of a PNG; empty: nothing is drawn
}

/// A place to sign in by finger, pen or mouse.
export function SignaturePad({ label, error, onChange }: Props) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<Pad>(undefined);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => {
    if (!canvas.current) return;
    pad.current = padOn(canvas.current, picture => tell.current(picture));
    return () => pad.current?.stop();
  }, []);
  return (
    <Input.Wrapper label={label} error={error} labelElement="div">
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        className={classes.paper}
        data-wrong={error !== undefined || undefined}
      />
      <Group justify="flex-end" mt={4}>
        <Button size="compact-sm" variant="subtle" onClick={() => pad.current?.clear()}>
          {t('signature.clear')}
        </Button>
      </Group>
    </Input.Wrapper>
  );
}
