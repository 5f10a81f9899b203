import { Combobox, Textarea, type TextareaProps, useCombobox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { people as peopleQuery } from '~/api/queries';

interface Props extends Omit<TextareaProps, 'value' | 'onChange'> {
  value: string;
  change: (text: string) => void;
  call: (person: string) => void; // is called in
}

/// What stands between the last @ and the caret, when it can be a name.
function beganAt(text: string, caret: number): { at: number; typed: string } | undefined {
  const at = text.lastIndexOf('@', caret - 1);
  const isBegin = at === 0 || /\s/.test(text[at - 1] ?? '');
  const typed = text.slice(at + 1, caret);
  if (at < 0 || !isBegin || typed.length > 30 || /[\n@]/.test(typed)) return undefined;
  return { at, typed };
}

const most = 6;

/// A text in which @ and a few letters call a colleague in.
export function MentionText({ value, change, call, onKeyDown, ...rest }: Props) {
  const { i18n } = useTranslation();
  const people = useQuery(peopleQuery);
  const box = useCombobox();
  const field = useRef<HTMLTextAreaElement>(null);
  const [began, setBegan] = useState<{ at: number; typed: string }>();
  const low = (text: string) => text.toLocaleLowerCase(i18n.language);
  const list = began
    ? (people.data ?? [])
        .filter(p =>
          low(p.name)
            .split(' ')
            .concat(low(p.name))
            .some(w => w.startsWith(low(began.typed))),
        )
        .slice(0, most)
    : [];
  function look(text: string, caret: number) {
    const now = beganAt(text, caret);
    setBegan(now);
    if (!now) return box.closeDropdown();
    box.openDropdown();
    box.selectFirstOption();
  }
  function choose(id: string) {
    const person = people.data?.find(p => p.id === id);
    box.closeDropdown();
    setBegan(undefined);
    if (!person || !began) return;
    const before = `${value.slice(0, began.at)}@${person.name} `;
    change(before + value.slice(began.at + 1 + began.typed.length));
    call(id);
    requestAnimationFrame(() => field.current?.setSelectionRange(before.length, before.length));
  }
  const isOpen = list.length > 0 && began !== undefined;
  return (
    <Combobox store={box} onOptionSubmit={choose} position="top-start">
      <Combobox.Target targetType="input" withKeyboardNavigation={isOpen}>
        <Textarea
          {...rest}
          ref={field}
          value={value}
          onChange={e => {
            change(e.currentTarget.value);
            look(e.currentTarget.value, e.currentTarget.selectionStart);
          }}
          onBlur={() => box.closeDropdown()}
          onKeyDown={event => {
            if (event.key === 'Escape' && isOpen) {
              event.preventDefault();
              return box.closeDropdown();
            }
            onKeyDown?.(event);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isOpen}>
        <Combobox.Options>
          {list.map(p => (
            <Combobox.Option key={p.id} value={p.id}>
              <bdi>{p.name}</bdi>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
