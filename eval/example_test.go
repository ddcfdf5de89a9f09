package eval_test

import (
	"fmt"

	"assay/eval"
)

func ExampleResult_Check() {
	res := &eval.Result{Measures: eval.Measures{"claim_f1": 0.81}}
	min, err := eval.ParseMinimum("claim_f1=0.85")
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(res.Check([]eval.Minimum{min}))
	// Output: claim_f1 falls short: 0.810, wanted 0.850
}
