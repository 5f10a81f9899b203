import { ActionIcon, Badge, Button, Group, Text } from '@mantine/core';
import {
  IconBuilding,
  IconDeviceMobile,
  IconDots,
  IconLock,
  IconMail,
  IconMailbox,
  IconMessage,
  IconPaperclip,
  IconPhone,
} from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { lazy } from '~/app/lazy';
import { withTexts } from '~/i18n';
import { useFormats } from '~/i18n/formats';
import classes from './case.module.css';
import { HtmlMail } from './HtmlMail';
import type { Interaction } from './queries';

const Undo = lazy(() => withTexts(['reply'], () => import('../reply/Undo')));
const NotDelivered = lazy(() => import('./NotDelivered'));

const channelIcons: Partial<Record<Interaction['channel'], typeof IconMail>> = {
  email: IconMail,
  phone: IconPhone,
  chat: IconMessage,
  desk: IconBuilding,
  letter: IconMailbox,
  portal: IconDeviceMobile,
};

function Files({ files }: { files: Schemas['AttachmentView'][] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (files.length === 0) return null;
  return (
    <Group gap="sm" mt="xs">
      {files.map(file => {
        if (file.erased_at)
          return (
            <Text key={file.id} size="sm" c="dimmed" title={formats.full(file.erased_at)}>
              <IconPaperclip size={14} aria-hidden /> <bdi>{file.name}</bdi> (
              {t('message.file_erased')})
            </Text>
          );
        const address = `/api/v1/attachments/${file.id}`;
        const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(file.media_type);
        return (
          <a key={file.id} href={address} download={file.name} className={classes.file}>
            {isPicture && <img src={address} alt={file.name} className={classes.picture} />}
            <IconPaperclip size={14} aria-hidden /> <bdi>{file.name}</bdi> (
            {formats.size(file.size_bytes)})
          </a>
        );
      })}
    </Group>
  );
}

function State({ message: m }: { message: Interaction }) {
  const { t } = useTranslation();
  const isBad = m.state === 'failed' || m.state === 'bounced';
  if (!isBad && m.state !== 'cancelled' && m.state !== 'queued') return null;
  return (
    <Badge variant={isBad ? 'filled' : 'outline'} color={isBad ? 'red.9' : 'gray'}>
      {t(`message_state.${m.state}`)}
    </Badge>
  );
}

interface Props {
  message: Interaction;
  caseId: string;
  customer: string;
}

export function Message({ message: m, caseId, customer }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [showsQuoted, setShowsQuoted] = useState(false);
  const [showsHtml, setShowsHtml] = useState(false);
  const Icon = m.direction === 'internal' ? IconLock : (channelIcons[m.channel] ?? IconMessage);
  const who = m.author_name || (m.direction === 'inbound' ? customer : t('message.vefa'));
  const purpose =
    m.purpose === 'message' || m.purpose === 'answer' ? '' : t(`purpose.${m.purpose}`);
  return (
    <article
      className={classes.message}
      data-direction={m.direction}
      data-state={m.state}
      aria-label={t('message.label', { who, when: formats.instant(m.at) })}
    >
      <Group gap="xs" justify="space-between" mb={4}>
        <Group gap={6}>
          <Icon size={16} aria-label={t(`channel.${m.channel}`)} />
          <Text size="sm" fw={600}>
            <bdi>{who}</bdi>
          </Text>
          {purpose && (
            <Text size="sm" c="dimmed">
              {purpose}
            </Text>
          )}
          <State message={m} />
        </Group>
        <Text size="sm" c="dimmed" component="time" dateTime={m.at} title={formats.full(m.at)}>
          {formats.instant(m.at)}
        </Text>
      </Group>
      {showsHtml ? (
        <HtmlMail html={m.html} title={t('message.html')} />
      ) : (
        <div className="words" dir="auto" lang={m.language}>
          {m.text}
        </div>
      )}
      <Suspense>
        {(m.state === 'failed' || m.state === 'bounced') && <NotDelivered message={m} />}
      </Suspense>
      <Files files={m.attachments} />
      <Group gap="xs" mt={4}>
        {m.quoted && (
          <ActionIcon
            size="sm"
            variant="default"
            onClick={() => setShowsQuoted(!showsQuoted)}
            aria-expanded={showsQuoted}
            aria-label={t('message.quoted')}
          >
            <IconDots size={14} aria-hidden />
          </ActionIcon>
        )}
        {m.html && (
          <Button size="compact-xs" variant="subtle" onClick={() => setShowsHtml(!showsHtml)}>
            {t(showsHtml ? 'message.as_text' : 'message.as_sent')}
          </Button>
        )}
      </Group>
      {m.quoted && showsQuoted && (
        <Text size="sm" c="dimmed" component="div" className="words" dir="auto">
          {m.quoted}
        </Text>
      )}
      <Suspense>
        {m.state === 'queued' && m.send_at && <Undo message={m} caseId={caseId} />}
      </Suspense>
    </article>
  );
}
