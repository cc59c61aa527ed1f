//go:build !js

package webpage

import (
	"fmt"
	"net/http"
	"strings"
)

// A Trouble says why there is no article, to the person who asked for it, as the
// endpoint answers it.
type Trouble struct {
	Status int    `json:"-"`
	What   string `json:"what"` // happened
	Why    string `json:"why"`
	Do     string `json:"do"` // about it
}

func (t *Trouble) Error() string { return strings.Join([]string{t.What, t.Why, t.Do}, " ") }

// byHand is what always works.
const byHand = "Open the page in your browser, select and copy the article, and paste it under Paste."

const (
	notFetched = "The page was not fetched."
	noArticle  = "No article was made of the page."
)

var (
	errNoAddress = &Trouble{http.StatusBadRequest, notFetched, "This is not the address of a web page.",
		"Copy the address from your browser’s address bar, such as https://example.org/news."}
	errScheme = &Trouble{http.StatusBadRequest, notFetched, "Only addresses with http:// or https:// can be fetched.",
		"Open files under File."}
	errUser = &Trouble{http.StatusBadRequest, notFetched, "The address has a user name or password in it.",
		"Take it out. " + byHand}
	errPort = &Trouble{http.StatusForbidden, notFetched, "Only the usual ports of the web, 80 and 443, are asked.", byHand}
	// errPrivate names no address, so that nobody learns about a network by it.
	errPrivate = &Trouble{http.StatusForbidden, notFetched,
		"The address leads to this computer or into a private network, where the server fetches nothing.", byHand}
	errRedirects = &Trouble{http.StatusBadGateway, notFetched,
		fmt.Sprintf("The site redirected more than %d times.", maxRedirects), byHand}
	errTooLarge = &Trouble{http.StatusUnprocessableEntity, notFetched,
		fmt.Sprintf("It is larger than %d MB.", MaxBytes>>20), byHand}
	errEncoding = &Trouble{http.StatusBadGateway, notFetched, "The site sent it compressed in a way that was not asked for.", byHand}
	errSlow     = &Trouble{http.StatusGatewayTimeout, notFetched,
		fmt.Sprintf("It did not come whole within %d seconds.", int(MaxTime.Seconds())), "Try again later. " + byHand}
	errBusy = &Trouble{http.StatusServiceUnavailable, notFetched, "The server is fetching as many pages as it may at once.",
		"Try again in a moment."}
	errForeign = &Trouble{http.StatusForbidden, notFetched, "Only Claimlight’s own page may ask for articles here.",
		"Ask from the app, under Add article."}
	errHost = &Trouble{http.StatusForbidden, notFetched, "The server does not know itself by the name in this page’s address.",
		"Start it with that name, as in: claimlight serve --host claims.example.org"}
	errMethod = &Trouble{http.StatusMethodNotAllowed, notFetched, "Only GET is answered here.", "Ask from the app, under Add article."}
)

func unknownHost(host string) *Trouble {
	return &Trouble{http.StatusBadGateway, notFetched, fmt.Sprintf("There is no site with the name %s.", host),
		"Check the address for mistakes, and your connection."}
}

func unreachable(host string) *Trouble {
	return &Trouble{http.StatusBadGateway, notFetched, fmt.Sprintf("%s did not answer as a web server does.", host),
		"Check the address and your connection. " + byHand}
}

func refused(status int) *Trouble {
	why := fmt.Sprintf("The site answered %d (%s).", status, strings.ToLower(http.StatusText(status)))
	switch status {
	case http.StatusNotFound, http.StatusGone:
		why = "The site has no page at this address."
	case http.StatusUnauthorized, http.StatusPaymentRequired, http.StatusForbidden, http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons:
		why = fmt.Sprintf("The site lets only some visitors read it (it answered %d).", status)
	}
	return &Trouble{http.StatusBadGateway, notFetched, why, byHand}
}

// unreadable says what is at the address instead of text.
func unreadable(mediaType string) *Trouble {
	major, _, _ := strings.Cut(mediaType, "/")
	why, do := fmt.Sprintf("There is no page at this address, but a file of the type %s.", mediaType), byHand
	switch {
	case mediaType == "application/pdf":
		why = "There is a PDF at this address, and PDF cannot be imported: its text has no order to rely on."
		do = "Open it, copy its text, and paste that under Paste; or look for the same text as a web page."
	case mediaType == "application/json" || strings.HasSuffix(mediaType, "+json"):
		why = "There is a file of data at this address, not a page."
		do = "If it holds claims, save it and open it with Import."
	case major == "image" || major == "video" || major == "audio":
		why = fmt.Sprintf("There is no text at this address, but %s.", map[string]string{"image": "a picture", "video": "a video", "audio": "a sound"}[major])
	}
	return &Trouble{http.StatusUnprocessableEntity, noArticle, why, do}
}
