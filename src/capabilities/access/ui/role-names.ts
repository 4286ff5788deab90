import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { Role } from '#access/contract';

export const roleNames: Record<Role, MessageDescriptor> = {
  owner: msg`Inhaber`,
  admin: msg`Verwaltung`,
  lead: msg`Teamleitung`,
  member: msg`Mitglied`,
  read_only: msg`Nur lesen`,
};

export const roleHints: Record<Role, MessageDescriptor> = {
  owner: msg`Darf alles, auch andere Inhaber ernennen`,
  admin: msg`Team, Rollen, Schlüssel und Einstellungen`,
  lead: msg`Importe, Pipelines, Zuweisungen`,
  member: msg`Der Verkaufsalltag: Menschen, Anrufe, Abschlüsse`,
  read_only: msg`Sieht, ändert nichts`,
};
