// Before the first paint, and a file of its own because inline scripts are forbidden: the remembered theme and language.
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem('klinke.theme');
    var locale = localStorage.getItem('klinke.locale');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    root.lang = locale === 'en' || (!locale && !navigator.language.startsWith('de')) ? 'en' : 'de';
  } catch {
    root.lang = 'de';
  }
})();
