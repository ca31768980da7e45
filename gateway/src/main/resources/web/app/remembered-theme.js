// Before anything is painted, so that nothing flashes: a module would come too late.
try {
  document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'auto';
} catch {
  document.documentElement.dataset.theme = 'auto'; // storage is forbidden here
}
