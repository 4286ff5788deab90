import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { Button } from '#web/components/button.tsx';
import { Logo } from '#web/components/logo.tsx';
import { chooseLocale } from '#web/i18n.ts';

/** The quiet sheet of all pages before sign-in. */
export function OpenPage({ title, children, wide }: { title: string; children: React.ReactNode; wide?: boolean }) {
  const { i18n } = useLingui();
  const other = i18n.locale === 'en' ? 'de' : 'en';
  useEffect(() => {
    document.title = `${title} · Klinke`;
  }, [title]);
  return (
    <div className="flex h-dvh flex-col overflow-y-auto">
      <header className="flex shrink-0 items-center justify-between px-6 py-4">
        <Logo />
        <Button icon="globe" kind="plain" onPress={() => void chooseLocale(other)}>
          <span lang={other}>{other === 'en' ? 'English' : 'Deutsch'}</span>
        </Button>
      </header>
      <main
        className={`mx-auto flex w-full flex-1 flex-col justify-center px-6 pt-4 pb-24 ${wide ? 'max-w-lg' : 'max-w-sm'}`}
      >
        <h1 className="mb-5 text-2xl font-semibold tracking-[-0.015em] outline-none" id="page-title" tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
    </div>
  );
}

export function Form({ onSubmit, children }: { onSubmit: () => void; children: React.ReactNode }) {
  return (
    <form
      className="flex flex-col gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
