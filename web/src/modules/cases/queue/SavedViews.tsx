import { ActionIcon, Button, Menu, Stack, Switch, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, said } from '~/api/client';
import { views as viewsQuery } from '~/api/queries';
import { useMe } from '~/app/session';
import { Dialog } from '~/ui/Dialog';
import { FailureNote, problemOf } from '~/ui/Failure';
import { tellFailure } from '~/ui/notify';
import { cleaned, type Filter, sameFilter } from './filter';

function SaveForm({ filter, close }: { filter: Filter; close: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => said(api.POST('/views', { body: { name, shared, filter: filter as never } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey });
      close();
    },
  });
  const refusal = save.error ? asRefusal(save.error) : undefined;
  function send(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={send}>
      <Stack>
        <TextInput
          label={t('views.name')}
          required
          data-autofocus
          error={problemOf(refusal, 'name')}
          value={name}
          onChange={e => setName(e.currentTarget.value)}
        />
        <Switch
          label={t('views.shared')}
          checked={shared}
          onChange={e => setShared(e.currentTarget.checked)}
        />
        <FailureNote refusal={refusal} but={['name']} />
        <Button type="submit" loading={save.isPending}>
          {t('app.save')}
        </Button>
      </Stack>
    </form>
  );
}

/// One's own and the shared choices of cases, by name.
export default function SavedViews({
  filter,
  use,
}: {
  filter: Filter;
  use: (filter: Filter) => void;
}) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const views = useQuery(viewsQuery);
  const [isSaving, setSaving] = useState(false);
  const remove = useMutation({
    mutationFn: (view: string) => said(api.DELETE('/views/{view}', { params: { path: { view } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: viewsQuery.queryKey }),
    onError: tellFailure,
  });
  const shown = views.data ?? [];
  const current = shown.find(view => sameFilter(cleaned(view.filter), filter));
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<IconBookmark size={16} aria-hidden />}>
            {current?.name ?? t('views.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {shown.length === 0 && <Menu.Label>{t('views.none')}</Menu.Label>}
          {shown.map(view => (
            <Menu.Item
              key={view.id}
              component="div"
              onClick={() => use(cleaned(view.filter))}
              rightSection={
                view.staff_id === me.person.id && (
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    aria-label={t('views.remove', { name: view.name })}
                    onClick={e => {
                      e.stopPropagation();
                      remove.mutate(view.id);
                    }}
                  >
                    <IconTrash size={14} aria-hidden />
                  </ActionIcon>
                )
              }
            >
              <bdi>{view.name}</bdi>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setSaving(true)}>{t('views.save')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isSaving && (
        <Dialog title={t('views.save')} close={() => setSaving(false)}>
          <SaveForm filter={filter} close={() => setSaving(false)} />
        </Dialog>
      )}
    </>
  );
}
