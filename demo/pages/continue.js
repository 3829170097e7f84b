/** A way on when the question does not come. It is its own small file, so that it works whatever else fails to load. */
const state = new URLSearchParams(location.search).get('state');
const domain = document.querySelector('tell-us-more').getAttribute('domain');
const goOn = document.querySelector('#go-on');

// Where the question's own button leads, without an answer.
if (state) {
  goOn.href = `${domain}/continue?${new URLSearchParams({ state })}`;
  goOn.hidden = false;
}

// A script that did not come, or the element saying that something it needs did not.
addEventListener(
  'error',
  () => {
    document.querySelector('#waiting').textContent = 'The question could not be loaded.';
    document.querySelector('#way-on').classList.add('now');
  },
  true,
);
