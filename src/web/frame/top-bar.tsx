import { Trans, useLingui } from '@lingui/react/macro';
import { use } from 'react';
import { IconButton } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Kbd } from '#web/components/kbd.tsx';
import { FrameContext } from '#web/frame/frame-context.ts';
import { MeMenu } from '#web/frame/me-menu.tsx';

export function TopBar() {
  const { t } = useLingui();
  const { open, unseen } = use(FrameContext);
  return (
    <header className="col-start-2 row-start-2 flex items-center gap-2 border-b border-line px-4">
      <button
        type="button"
        className="flex h-8 w-full max-w-md items-center gap-2 rounded border border-line bg-raised px-2.5 text-faint hover:border-strong hover:text-soft"
        onClick={() => open('commands')}
      >
        <Icon name="search" />
        <span className="min-w-0 flex-1 truncate text-left">
          <Trans>Suchen oder springen …</Trans>
        </span>
        <Kbd keys="mod+k" />
      </button>
      <div className="ml-auto flex items-center gap-1">
        <span className="relative">
          <IconButton
            icon="bell"
            label={unseen > 0 ? t`Meldungen: ${unseen} neu` : t`Meldungen`}
            onPress={() => open('notices')}
          />
          {unseen > 0 && (
            <span className="pointer-events-none absolute top-1.5 right-1.5 size-2 rounded-full bg-brass" />
          )}
        </span>
        <MeMenu />
      </div>
    </header>
  );
}
