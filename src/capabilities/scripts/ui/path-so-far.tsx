import { useLingui } from '@lingui/react/macro';
import type { ScriptRun } from '#scripts/contract';

/** What was answered until now. */
export function PathSoFar({ path }: { path: ScriptRun['path'] }) {
  const { t } = useLingui();
  const words: Record<string, string> = { yes: t`Ja`, no: t`Nein` };
  const answered = path.flatMap(({ title, said }, index) => (said === null ? [] : [{ title, said, index }]));
  if (answered.length === 0) return null;
  return (
    <section aria-label={t`Bisher geantwortet`} className="border-t border-line pt-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
        {answered.map(({ title, said, index }) => (
          <div className="contents" key={index}>
            <dt className="max-w-40 text-faint">{title}</dt>
            <dd className="break-words">{words[said] ?? said}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
