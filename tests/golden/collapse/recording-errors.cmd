stackcollapse -i none.data --srcline 2>&1 | head -n 1
stackcollapse -i none.data text 2>&1 | head -n 1
stackcollapse -i none.data 2>&1
