import { useLingui } from '@lingui/react/macro';
import type { AvatarView, DrawAvatar } from '#audiences/contract';

type Suggestion = { text: string; because: string };

/** With fewer tries a share says nothing. */
const leastTried = 10;

/** What blanks can be filled with: counted from the group's customers, and said from how many. */
export function useSuggestions({ figures }: AvatarView): Partial<Record<keyof DrawAvatar, Suggestion>> {
  const { t } = useLingui();
  const channels = { phone: t`Telefon`, video: t`Videotermin`, place: t`Termin vor Ort` };
  const [product] = figures.products;
  const [reason] = figures.lossReasons;
  const [first] = figures.words;
  const sources = figures.sources.slice(0, 2);
  const best = figures.channels
    .filter(({ tried }) => tried >= leastTried)
    .toSorted((a, b) => b.reached / b.tried - a.reached / a.tried)[0];
  return {
    ...(first && {
      words: {
        text: figures.words.map(({ text }) => text).join(', '),
        because: t`steht in ihren Notizen öfter als in anderen (${first.text}: ${first.count} von ${first.of})`,
      },
    }),
    ...(sources[0] && {
      foundAt: {
        text: sources.map(({ text }) => text).join(', '),
        because: t`häufigste Herkunft (${sources[0].count} von ${sources[0].of})`,
      },
    }),
    ...(reason && {
      objections: {
        text: reason.text,
        because: t`häufigster Verlustgrund bei Menschen wie ihnen (${reason.count} von ${reason.of})`,
      },
    }),
    ...(best && {
      channel: { text: channels[best.channel], because: t`erreicht: ${best.reached} von ${best.tried}` },
    }),
    ...(product && {
      product: { text: product.text, because: t`am häufigsten verkauft (${product.count} von ${product.of})` },
    }),
  };
}
