/** What is served where the page was never built and cannot be: it says so, and where the answers are. */
export const MINIMAL_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cordon</title>
</head>
<body>
<main>
<h1>Cordon</h1>
<p>The server runs. Its page is not built: run <code>npm install</code> in the checkout, then start it again.</p>
<p>The API answers meanwhile; it is described at <a href="/docs">/docs</a>.</p>
</main>
</body>
</html>
`
