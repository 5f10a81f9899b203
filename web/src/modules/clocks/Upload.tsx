import {
  Badge,
  Button,
  Checkbox,
  FileButton,
  Group,
  List,
  Paper,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, type Refusal, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { FailureNote } from '~/ui/Failure';
import { tell } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
import classes from './clocks.module.css';
import { Sentences } from './Sentences';
import { useCountry } from './useCountry';

type Files = Schemas['PackBody']['files'];
type Preview = Schemas['PackPreview'];

const read = (files: File[]): Promise<Files> =>
  Promise.all(files.map(async file => ({ path: file.name, text: await file.text() })));

/// Each fault with the file and the line where it stands.
function Faults({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation();
  const faults = refusal.fields.filter(({ field }) => field.includes(':'));
  if (faults.length === 0) return <FailureNote refusal={refusal} />;
  return (
    <Paper withBorder p="md" role="alert">
      <Title order={2} size="h5" mb="xs">
        {t('law_upload.faults', { count: faults.length })}
      </Title>
      <List size="sm" spacing={4}>
        {faults.map(({ field, detail }) => (
          <List.Item key={field + detail}>
            <bdi dir="ltr">{field}</bdi>
            <div>{detail}</div>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}

function Rules({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  return (
    <div>
      {preview.rules.map(rule => (
        <details key={`${rule.id} ${rule.from_on} ${rule.change}`} className={classes.rule}>
          <summary>
            <Text span fw={600}>
              <bdi>{rule.title}</bdi>
            </Text>{' '}
            <Badge variant={rule.change === 'changed' ? 'light' : 'default'}>
              {t(`law_change.${rule.change}`)}
            </Badge>
          </summary>
          <div className={classes.inside}>
            {rule.before.length > 0 && (
              <>
                <Text size="sm" fw={600}>
                  {t('law_upload.before')}
                </Text>
                <Sentences sentences={rule.before} />
              </>
            )}
            {rule.after.length > 0 && (
              <>
                <Text size="sm" fw={600}>
                  {t('law_upload.after')}
                </Text>
                <Sentences sentences={rule.after} />
              </>
            )}
          </div>
        </details>
      ))}
    </div>
  );
}

function Moved({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <>
      <Text size="sm">
        {t('law_upload.moved', {
          moved: preview.clocks_moved,
          clocks: preview.clocks_looked_at,
          cases: preview.cases_looked_at,
        })}
      </Text>
      <List size="sm">
        {preview.moved.map(one => (
          <List.Item key={`${one.case_id} ${one.title} ${one.due_at}`}>
            <Link to={`/case/${one.case_id}`}>
              <bdi>{one.title}</bdi>
            </Link>
            : {one.due_at ? formats.due(one.due_at) : '–'} →{' '}
            {one.would_be_due_at ? formats.due(one.would_be_due_at) : '–'}
          </List.Item>
        ))}
      </List>
    </>
  );
}

/// A new version of a pack: its faults, or what it would change; then it is counted by.
export default function Upload() {
  const { t } = useTranslation();
  const country = useCountry();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [files, setFiles] = useState<Files>([]);
  const [mayRemove, setMayRemove] = useState(false);
  const look = useMutation({
    mutationFn: async (chosen: File[]) => {
      const texts = await read(chosen);
      setFiles(texts);
      setMayRemove(false);
      return said(api.POST('/packs/preview', { body: { files: texts } }));
    },
  });
  const apply = useMutation({
    mutationFn: () =>
      said(api.POST('/packs', { body: { files, confirm_removed: mayRemove || undefined } })),
    onSuccess: async pack => {
      tell(t('law_upload.applied'));
      await client.invalidateQueries({ queryKey: ['law_pack'] });
      void navigate({ to: `/law/${pack.id}` });
    },
  });
  const preview = look.data;
  return (
    <SettingsPage
      title={t('law_upload.title')}
      about={t('law_upload.about')}
      up={{ to: '/law', label: t('law.title') }}
      isWide
    >
      <Group>
        <FileButton
          multiple
          accept=".yaml,.yml"
          onChange={chosen => chosen.length > 0 && look.mutate(chosen)}
        >
          {props => (
            <Button
              {...props}
              loading={look.isPending}
              leftSection={<IconUpload size={16} aria-hidden />}
            >
              {t('law_upload.choose')}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed" dir="ltr">
          {files.map(file => file.path).join(', ')}
        </Text>
      </Group>
      {look.error && <Faults refusal={asRefusal(look.error)} />}
      {preview && (
        <Stack component="section" aria-live="polite" gap="sm">
          <Title order={2} size="h4">
            {t('law_upload.would_change', {
              country: country(preview.code),
              version: preview.pack_version,
            })}
          </Title>
          <Text size="sm">
            {preview.is_same
              ? t('law_upload.same')
              : t('law_upload.rules', {
                  changed: preview.rules.length,
                  alike: preview.rules_alike,
                })}
          </Text>
          <Rules preview={preview} />
          <Moved preview={preview} />
          {preview.rules_removed.length > 0 && (
            <Checkbox
              checked={mayRemove}
              onChange={event => setMayRemove(event.currentTarget.checked)}
              label={t('law_upload.may_remove', {
                count: preview.rules_removed.length,
                rules: preview.rules_removed.join(', '),
              })}
              description={t('law_upload.may_remove_explain')}
            />
          )}
          {apply.error && <Faults refusal={asRefusal(apply.error)} />}
          <Group>
            <Button
              loading={apply.isPending}
              disabled={preview.rules_removed.length > 0 && !mayRemove}
              onClick={() => apply.mutate()}
            >
              {t('law_upload.apply')}
            </Button>
            <Text size="sm" c="dimmed">
              {t('law_upload.apply_explain')}
            </Text>
          </Group>
        </Stack>
      )}
    </SettingsPage>
  );
}
