import { Trans, useLingui } from '@lingui/react/macro';
import { type FitView, getFit } from '#audiences/contract';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useAudienceWords } from './words.ts';

/** Which kind of customer this person is most like, and why. Nothing where nobody has computed any. */
export function FitPanel({ id: contactId }: { id: string }) {
  const { t } = useLingui();
  const { avatarName } = useAudienceWords();
  const { data, error, refetch } = useQueryOf(getFit, { params: { contactId } });
  if (data?.because === 'no_avatars') return null;
  const because = {
    objected: t`Hat der Auswertung widersprochen: Hier wird niemand eingeordnet.`,
    too_little_known: t`Dafür ist noch zu wenig bekannt. Ort, Branche, Herkunft oder ein offener Abschluss helfen.`,
    not_yet: t`Wird gerade berechnet.`,
    no_avatars: '',
  };
  return (
    <Section title={t`Passt zu`}>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={2} />}
      {data?.memberOf && (
        <p className="pb-1 text-soft">
          <Trans>
            Ist Kunde und zählt selbst zu{' '}
            <Link to={pathTo.avatar(data.memberOf.avatarId)}>
              {avatarName(data.memberOf.name, data.memberOf.number)}
            </Link>
            .
          </Trans>
        </p>
      )}
      {data?.because && <p className="text-soft">{because[data.because]}</p>}
      <ul>
        {data?.fits.map((fit) => (
          <FitLine fit={fit} key={fit.avatarId} />
        ))}
      </ul>
    </Section>
  );
}

function FitLine({ fit }: { fit: FitView }) {
  const { t } = useLingui();
  const format = useFormat();
  const { avatarName, nameOf, valueOf } = useAudienceWords();
  const percent = format.percent(fit.percent / 100);
  const told = ({ field, value }: { field: string; value: string }) => `${nameOf(field)}: ${valueOf(field, value)}`;
  return (
    <li className="border-t border-line py-1.5 first:border-t-0">
      <span className="flex gap-2">
        <span className="min-w-0 flex-1 truncate">
          <Link quiet to={pathTo.avatar(fit.avatarId)}>
            {avatarName(fit.name, fit.number)}
          </Link>
        </span>
        <span
          className="tabular-nums"
          title={t`${fit.percent} von 100 Kunden dieser Gruppe sind ihrem Kern ebenso fern oder ferner.`}
        >
          {percent}
        </span>
      </span>
      <ul className="text-sm text-soft">
        {fit.reasons.slice(0, 4).map((reason) => (
          <li className="flex items-start gap-1" key={reason.field}>
            <Icon className="mt-1" name={reason.gain > 0 ? 'plus' : 'minus'} size={12} />
            <span>
              <span className="sr-only">{reason.gain > 0 ? t`spricht dafür:` : t`spricht dagegen:`} </span>
              {told(reason)}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
