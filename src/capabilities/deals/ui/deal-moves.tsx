import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { dealMoves } from '#deals/contract';
import { Icon } from '#web/components/icon.tsx';
import { Section } from '#web/components/page.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';

/** The way it took through the stages, and how long it stayed in each. */
export function DealMoves({ dealId }: { dealId: string }) {
  const { t } = useLingui();
  const people = usePeople();
  const moves = useQueryOf(dealMoves, { params: { dealId } }).data?.items ?? [];
  if (moves.length < 2) return null;
  return (
    <Section title={t`Weg durch die Stufen`}>
      <ol>
        {moves.map((move) => (
          <li className="border-t border-line py-1.5 first:border-t-0" key={move.id}>
            <span className="flex flex-wrap items-center gap-1.5">
              {move.from ? (
                <>
                  {move.from.name}
                  <Icon className="text-faint" name="arrow-right" size={12} />
                  {move.to.name}
                </>
              ) : (
                <Trans>begonnen in {move.to.name}</Trans>
              )}
            </span>
            <span className="block text-sm text-faint">
              <RelativeTime at={move.movedAt} />
              {move.movedBy && `, ${people.nameOf(move.movedBy)}`}
              {move.afterDays !== null && (
                <>
                  {', '}
                  <Plural one="nach # Tag" other="nach # Tagen" value={move.afterDays} />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
