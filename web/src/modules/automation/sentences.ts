// Parts of a rule in words.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  macros as macrosQuery,
  people as peopleQuery,
  teams as teamsQuery,
  templates as templatesQuery,
} from '~/api/queries';
import { useFormats } from '~/i18n/formats';
import type { Action, Rule, Step } from './words';

interface Named {
  id: string;
  name: string;
}
const nameIn = (all: Named[] | undefined, id?: string | null) =>
  all?.find(one => one.id === id)?.name ?? '';

export function useSentences() {
  const { t } = useTranslation();
  const formats = useFormats();
  const teams = useQuery(teamsQuery).data;
  const people = useQuery(peopleQuery).data;
  const macros = useQuery(macrosQuery).data;
  const templates = useQuery(templatesQuery).data;

  function valueIn(action: Action): string {
    switch (action.act) {
      case 'set_priority':
        return t(`priority.${action.value}`);
      case 'set_kind':
        return t(`kind.${action.value}`);
      case 'hand_over':
        return [nameIn(teams, action.team_id), nameIn(people, action.owner_id)]
          .filter(Boolean)
          .join(' · ');
      case 'run_macro':
        return nameIn(macros, action.macro_id);
      case 'send_template':
        return nameIn(templates, action.template_id);
      case 'promise':
        return t('automation.promise_value', {
          promise: action.promise_kind ? t(`promise.${action.promise_kind}`) : '',
          hours: action.working_hours ?? 0,
        });
      case 'set_field':
        return `${action.field ?? ''}: ${action.value ?? ''}`;
      default:
        return action.value ?? '';
    }
  }

  /// A step that was kept: an instant in front of what was promised.
  function valueOfStep(step: Step): string {
    if (step.act === 'set_priority') return t(`priority.${step.value}`);
    if (step.act === 'set_kind') return t(`kind.${step.value}`);
    const [, due = '', what = ''] = /^(\S+Z) ?(.*)$/s.exec(step.value) ?? [];
    if (step.act === 'promise' && due) return `${formats.instant(due)} ${what}`.trim();
    return step.value;
  }
  const told = (act: string, value: string) =>
    value ? `${t(`act.${act}`)}: ${value}` : t(`act.${act}`);

  return {
    when(when: Rule['when']) {
      if (when.trigger === 'idle') return t('automation.idle_for', { hours: when.idle_hours ?? 0 });
      if (when.tag) return t('automation.tagged_with', { tag: when.tag });
      return t(`trigger.${when.trigger}`);
    },
    actions: (actions: Action[]) => actions.map(one => told(one.act, valueIn(one))).join(' · '),
    step: (step: Step) =>
      told(step.act, valueOfStep(step)) + (step.changes ? '' : ` (${t('automation.is_so')})`),
  };
}
