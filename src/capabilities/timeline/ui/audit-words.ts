import { useLingui } from '@lingui/react/macro';
import type { AuditActorKind, AuditEntry, AuditGroup } from '#timeline/contract';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { auditSentence } from '../audit/kinds.ts';

export type AuditWords = {
  sentence: (entry: AuditEntry) => string;
  actor: (actor: AuditEntry['actor']) => string;
  groups: Record<AuditGroup, string>;
  kinds: Record<AuditActorKind, string>;
};

export function useAuditWords(nameOf: (userId: string | null) => string): AuditWords {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const locale = i18n.locale === 'en' ? 'en' : 'de';
  return {
    sentence: ({ type, payload }) => auditSentence(type, payload, { locale, userName: nameOf, day: format.day }),
    actor: ({ kind, id }) => {
      const name = nameOf(id);
      if (kind === 'system') return 'Klinke';
      if (kind === 'import') return name ? t`Import von ${name}` : t`Import`;
      return kind === 'key' ? t`${name} (API)` : name;
    },
    groups: {
      people: t`Menschen und Firmen`,
      notes: t`Notizen`,
      calls: t`Gespräche`,
      visits: t`Hausbesuche`,
      nextSteps: t`Nächste Schritte`,
      deals: t`Abschlüsse`,
      consent: t`Einwilligung`,
      imports: t`Importe`,
      exports: t`Exporte`,
      access: t`Zugang und Anmeldung`,
      settings: t`Einstellungen`,
    },
    kinds: { user: t`Menschen im Team`, key: t`API-Schlüssel`, import: t`Importe`, system: t`Klinke selbst` },
  };
}

export function subjectPath({ kind, id }: NonNullable<AuditEntry['subject']>): string {
  return pathTo[kind](id);
}
