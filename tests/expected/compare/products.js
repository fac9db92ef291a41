window.comparable = {"most":4,"names":{"toycel":"Toycel injection","toygene":"Toygene","toyrobot":"Toyrobot"}};
