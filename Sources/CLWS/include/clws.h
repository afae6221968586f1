#ifndef CLWS_H
#define CLWS_H
#endif
