import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import type { TargetView } from '#scoring/contract';
import { Button } from '#web/components/button.tsx';
import { Section } from '#web/components/page.tsx';
import { Badge } from '#web/components/standing.tsx';
import { useFormat } from '#web/format.ts';
import { becauseWords, verdictWords } from './words.ts';

export function ModelHistory({
  view,
  openId,
  onOpen,
}: {
  view: TargetView;
  openId: string;
  onOpen: (id: string) => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const people = usePeople();
  const began = { approved: t`freigegeben`, retrained: t`hat das vorige abgelöst`, rolled_back: t`zurückgekehrt` };
  return (
    <Section title={t`Geschichte`}>
      <ul className="max-w-3xl">
        {view.models.map(({ id, trainedAt, rows, verdict, because, card, active }) => {
          const uses = view.uses.filter(({ modelId }) => modelId === id);
          return (
            <li className="border-t border-line py-2 first:border-t-0" key={id}>
              <div className="flex flex-wrap items-center gap-x-3">
                <Button aria-pressed={id === openId} kind="plain" onPress={() => onOpen(id)}>
                  {format.dateTime(trainedAt)}
                </Button>
                {active && <Badge strong>{t`bewertet`}</Badge>}
                <span className="text-soft">
                  {i18n._(verdictWords[verdict])} · {t`${format.number(rows)} Fälle`}
                  {card.validation && ` · AUC ${format.percent(card.validation.auc)}`} · {i18n._(becauseWords[because])}
                </span>
              </div>
              {uses.map((use) => (
                <p className="px-3 text-sm text-faint" key={use.id}>
                  {format.dateTime(use.from)}: {began[use.because]}
                  {use.by !== null && `, ${people.nameOf(use.by)}`}
                  {use.until !== null && ` · ${t`bis ${format.dateTime(use.until)}`}`}
                </p>
              ))}
            </li>
          );
        })}
      </ul>
      <p className="text-sm text-faint">
        <Trans>
          Das erste Modell wartet auf eine Freigabe. Spätere lösen es von selbst ab, wenn sie an neuen Fällen nicht
          schlechter sind.
        </Trans>
      </p>
    </Section>
  );
}
