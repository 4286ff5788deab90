import { useLingui } from '@lingui/react/macro';
import type { MayContactAnswer } from '#consent/contract';
import { Standing } from '#web/components/standing.tsx';
import { useNow } from '#web/components/texts.tsx';
import { useFormat } from '#web/format.ts';

/** In two or three words: may we, now? For rows of lists, beside a name. */
export function GateMark({ answer, bare = false }: { answer: MayContactAnswer; bare?: boolean }) {
  const { t } = useLingui();
  const opening = useOpening();
  if (answer.allowed && answer.quiet) {
    const { until } = answer.quiet;
    return (
      <Standing bare={bare} kind="careful">
        {until ? t`besser ab ${opening(until)}` : t`besser später`}
      </Standing>
    );
  }
  if (answer.allowed) return <Standing bare={bare} kind="allowed">{t`erlaubt`}</Standing>;
  const { because, facts } = answer;
  switch (because) {
    case 'rest_day':
    case 'outside_hours':
    case 'too_often':
      return (
        <Standing bare={bare} kind="careful">
          {facts.until ? t`ab ${opening(facts.until)}` : t`jetzt nicht`}
        </Standing>
      );
    case 'objected':
    case 'refused':
    case 'withdrawn':
    case 'suppressed':
      return <Standing bare={bare} kind="refused">{t`gesperrt`}</Standing>;
    case 'no_presumption':
    case 'basis_does_not_count':
    case 'no_reason':
      return <Standing bare={bare} kind="refused">{t`nicht ohne Begründung`}</Standing>;
    case 'not_documented':
    case 'incomplete_documentation':
    case 'confirmed_elsewhere':
    case 'other_advertiser':
    case 'not_prior':
      return <Standing bare={bare} kind="refused">{t`Nachweis reicht nicht`}</Standing>;
    case 'ch_listing_unknown':
      return <Standing bare={bare} kind="refused">{t`Verzeichnis nicht geprüft`}</Standing>;
    default:
      return <Standing bare={bare} kind="refused">{t`nicht ohne Einwilligung`}</Standing>;
  }
}

/** 08:00 today; otherwise with its day. */
export function useOpening(): (at: string) => string {
  const format = useFormat();
  const now = useNow();
  return (at) => {
    const day = format.isoDayOf(at);
    return day === format.isoDayOf(now) ? format.time(at) : `${format.dayShort(day)} ${format.time(at)}`;
  };
}
