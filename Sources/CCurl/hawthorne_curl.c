#include "hawthorne_curl.h"
