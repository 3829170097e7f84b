/** A link for people whose question does not load. It has its own small file, so that it works regardless of what else fails. */
const state = new URLSearchParams(location.search).get('state');
const domain = document.querySelector('tell-us-more').getAttribute('domain');
const goOn = document.querySelector('#go-on');

// The same address as of the question's own button, without an answer.
if (state) {
  goOn.href = `${domain}/continue?${new URLSearchParams({ state })}`;
  goOn.hidden = false;
}

// A script did not load, or the element reports that something it needs did not.
addEventListener(
  'error',
  () => {
    document.querySelector('#waiting').textContent = 'The question could not be loaded.';
    document.querySelector('#way-on').classList.add('now');
  },
  true,
);
