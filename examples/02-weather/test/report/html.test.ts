import { html } from '../../src/report/html';

describe('html', () => {
  it('escapes text', () => {
    expect(html`<p title="${`"'`}">${'<b>&</b>'}</p>`.text).toBe('<p title="&quot;&#39;">&lt;b&gt;&amp;&lt;/b&gt;</p>');
  });

  it('takes markup as it is, and joins lists of it', () => {
    const items = ['a', 'b'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>${html`<hr>`}${3}`.text).toBe('<ul><li>a</li>\n<li>b</li></ul><hr>3');
  });

  it('leaves backslashes of values alone', () => {
    expect(html`${'c\\d'}`.text).toBe('c\\d');
  });
});
