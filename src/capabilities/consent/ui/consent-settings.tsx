import { Page } from '#web/components/page.tsx';
import { useLingui } from '@lingui/react/macro';
import { CapSettings, SuppressionSettings } from './suppression-settings.tsx';
import { WordingSettings } from './wording-settings.tsx';

/** What an admin settles about consent for the whole workspace. */
export function ConsentSettings() {
  const { t } = useLingui();
  return (
    <Page title={t`Einwilligung`}>
      <div className="flex max-w-3xl flex-col gap-8">
        <WordingSettings />
        <SuppressionSettings />
        <CapSettings />
      </div>
    </Page>
  );
}
