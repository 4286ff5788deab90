import { useLingui } from '@lingui/react/macro';
import { listUsers } from '#access/contract';
import type { LastWords } from '#next-steps/contract';
import { RelativeTime } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';

/** What was said last, before one rings again. */
export function LastWordsNote({ words }: { words: LastWords }) {
  const { t } = useLingui();
  const nameOf = useUserName();
  return (
    <blockquote className="border-l-2 border-brass pl-3">
      {words.note ? (
        <p className="text-lg whitespace-pre-line">{words.note}</p>
      ) : (
        <p className="text-soft">{t`Ohne Notiz`}</p>
      )}
      <footer className="text-sm text-faint">
        {words.disposition?.name} · <RelativeTime at={words.at} /> · {nameOf(words.userId)}
      </footer>
    </blockquote>
  );
}

export function useUserName(): (id: string) => string {
  const users = useQueryOf(listUsers, undefined, { staleMs: 5 * 60_000 }).data?.items ?? [];
  return (id) => users.find((user) => user.id === id)?.name ?? '';
}
