#include "hawthorne_embedded.h"
