import type { ProviderAddresses } from '#platform/ports';

export const providerAddresses: ProviderAddresses = {
  zoomLogin: 'https://zoom.us',
  zoom: 'https://api.zoom.us',
  googleLogin: 'https://oauth2.googleapis.com',
  google: 'https://www.googleapis.com',
  microsoftLogin: 'https://login.microsoftonline.com',
  graph: 'https://graph.microsoft.com',
};
