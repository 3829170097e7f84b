// What a page does with the element: it listens, and shows its own things.
const lock = document.querySelector('progressive-lock');
const byId = (id) => document.getElementById(id);

lock.lockOptions = { languageDictionary: { title: 'Paperplane' }, theme: { primaryColor: '#b4471f' } };

lock.addEventListener('signed-in', showApp);
// The session may have been restored before this script was here.
if (lock.user) showApp();

lock.addEventListener('signed-out', () => byId('app').setAttribute('hidden', ''));
byId('sign-out').addEventListener('click', () => lock.logout());

for (const type of ['asked', 'snoozed', 'declined', 'profile-changed']) lock.addEventListener(type, showProfile);
byId('behind').addEventListener('toggle', showProfile);

byId('app').addEventListener('click', ({ target }) => {
  if (target.dataset.done) byId('done').textContent = target.dataset.done;
});

function showApp() {
  byId('words').hidden = true;
  byId('app').hidden = false;
  byId('account').hidden = false;
  byId('who').textContent = lock.user.email;
  showProfile();
}

function showProfile() {
  const { profile } = lock;
  byId('hello').textContent = profile.first_name ? `Welcome, ${profile.first_name.value}` : 'Welcome';
  byId('fields').replaceChildren(
    ...lock.explain().map(({ name, reason }) => {
      const row = document.createElement('tr');
      const known = profile[name];
      for (const text of [name, known ? String(known.value) : '–', known?.source ?? '–', reason]) {
        const cell = document.createElement('td');
        cell.textContent = text;
        row.append(cell);
      }
      return row;
    }),
  );
}
