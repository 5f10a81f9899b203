import { Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { tags as tagsQuery } from '~/api/queries';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Dialog } from '~/ui/Dialog';
import { Empty } from '~/ui/Empty';
import { Form } from '~/ui/form/Form';
import { TextField } from '~/ui/form/fields';
import { useForm } from '~/ui/form/useForm';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';

type Tag = Schemas['TagView'];

function Rename({ tag, close }: { tag: Tag; close: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({
    place: `tag.${tag.id}`,
    start: { name: tag.name },
    version: tag.version,
    save: (values, version) =>
      said(
        api.PATCH('/tags/{tag}', {
          params: { path: { tag: tag.id } },
          body: { ...values, version },
        }),
      ),
    current: async () => {
      const now = (await client.fetchQuery({ ...tagsQuery, staleTime: 0 })).find(
        one => one.id === tag.id,
      );
      return { values: { name: now?.name ?? '' }, version: now?.version ?? 0 };
    },
    done: () => {
      void client.invalidateQueries({ queryKey: ['tags'] });
      close();
    },
  });
  return (
    <Dialog title={t('tags.rename')} close={close}>
      <Form form={form} cancel={close}>
        <TextField form={form} name="name" label={t('form.name')} required autoFocus />
      </Form>
    </Dialog>
  );
}

/// Words that people set on cases; they come into being where they are first used.
export default function Tags() {
  const { t } = useTranslation();
  const tags = useQuery(tagsQuery);
  const [renamed, setRenamed] = useState<Tag>();
  return (
    <SettingsPage title={t('tags.title')} about={t('tags.about')}>
      <Loaded query={tags}>
        {rows =>
          rows.length === 0 ? (
            <Empty title={t('tags.none')} text={t('tags.none_text')} />
          ) : (
            <Rows
              label={t('tags.title')}
              rows={rows}
              idOf={row => row.id}
              columns={[
                {
                  head: t('form.name'),
                  cell: row => (
                    <Link to="/queue" search={{ tag: row.name } as never}>
                      <bdi>{row.name}</bdi>
                    </Link>
                  ),
                },
                {
                  head: t('tags.do'),
                  cell: row => (
                    <Group gap={4}>
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={`${t('tags.rename')}: ${row.name}`}
                        onClick={() => setRenamed(row)}
                      >
                        {t('tags.rename')}
                      </Button>
                      <ConfirmButton
                        label={t('form.remove')}
                        explain={t('tags.remove_explain', { name: row.name })}
                        size="compact-xs"
                        act={() =>
                          said(
                            api.DELETE('/tags/{tag}', {
                              params: { path: { tag: row.id }, query: { version: row.version } },
                            }),
                          )
                        }
                        stale={['tags', 'cases']}
                        isGrave
                      />
                    </Group>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {renamed && <Rename key={renamed.id} tag={renamed} close={() => setRenamed(undefined)} />}
    </SettingsPage>
  );
}
