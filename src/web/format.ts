import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { createFormat, type Format } from '#web/create-format.ts';
import { sessionIfAny } from '#web/session.ts';

/** Numbers, amounts, days and times as people here write them, in the time zone of the workspace. */
export function useFormat(): Format {
  const { i18n } = useLingui();
  const workspace = sessionIfAny()?.workspace;
  const timeZone = workspace?.timeZone ?? 'Europe/Berlin';
  const currency = workspace?.currency ?? 'EUR';
  return useMemo(() => createFormat(i18n.locale, timeZone, currency), [i18n.locale, timeZone, currency]);
}
